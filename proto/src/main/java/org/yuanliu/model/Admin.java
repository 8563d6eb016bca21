package org.yuanliu.model;

/** What an HS_ADMIN element says: who administers, and how far (wire reference, section 10.1). */
public record Admin(Rights rights, Reference administrator) {}
