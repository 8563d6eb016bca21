package org.yuanliu.model;

import java.time.LocalDate;

/**
 * What was done to the records of one prefix and template on one day.
 *
 * @param template identifier of the template's record; empty for records without one
 * @param day of China's calendar (UTC+8)
 * @param registered records made
 * @param updated changes of records that existed
 * @param deleted records deleted
 * @param resolved answers with a record; counted up to some seconds later
 */
public record DayCount(String template, LocalDate day, long registered, long updated, long deleted, long resolved) {}
