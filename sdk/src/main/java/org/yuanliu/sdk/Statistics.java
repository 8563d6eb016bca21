package org.yuanliu.sdk;

import org.yuanliu.model.DayCount;

/**
 * What was done under a prefix.
 *
 * @param records under it now
 * @param days by template and day; a page may have fewer than its limit though more follow
 */
public record Statistics(long records, PageOf<DayCount> days) {}
