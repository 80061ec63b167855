package org.tarpon.api;

/**
 * One of the six objections to backpropagation (Bengio et al. 2015, arXiv 1502.04156), as a run answers it.
 *
 * @param number 1 to 6
 * @param key short name
 * @param objection what the run should do without
 * @param answered whether it does without
 * @param evidence what was measured
 */
public record Finding(int number, String key, String objection, boolean answered, String evidence) {}
