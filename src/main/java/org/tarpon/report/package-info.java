/**
 * The page on which people read a run, or compare several: {@link org.tarpon.report.Report} reads run directories and
 * writes one HTML file that needs nothing else. A {@code Section} for each subject takes what the directory has and says
 * what it lacks; {@code Chart} has XChart draw; jsoup builds the page, so that whatever a file holds is text on it.
 *
 * <p>Nothing is computed here that a run could differ by, and nothing of a run is judged: that is the business of {@code
 * analysis} and of expectations.
 */
package org.tarpon.report;
