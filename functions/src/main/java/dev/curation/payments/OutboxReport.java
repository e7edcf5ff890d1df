package dev.curation.payments;

/**
 * What one run did for one chain, in transfers.
 *
 * @param sent signed, stored and given to the nodes
 * @param paid confirmed
 * @param putOff still due: the treasury has too little, or the chain refuses
 * @param replaced given a higher fee
 * @param held for a person to look at
 * @param open under way, or paid and not final yet, after the run
 * @param unreadable documents that break a rule
 */
public record OutboxReport(
    int sent, int paid, int putOff, int replaced, int held, int open, int unreadable) {}
