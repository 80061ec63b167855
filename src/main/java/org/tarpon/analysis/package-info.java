/**
 * What can be said of a network and its traffic: angles between pathways, and the {@link org.tarpon.analysis.Audit audit}
 * of the objections to backpropagation.
 *
 * <p>What does not belong: anything that changes a network, and files.
 */
package org.tarpon.analysis;
