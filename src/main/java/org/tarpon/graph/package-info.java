/**
 * Backpropagation by message passing (S15, S16) on any acyclic graph of differentiable functions:
 * {@link org.tarpon.graph.FunctionGraph the graph}, {@link org.tarpon.graph.NodeFunction what a node computes} (users may
 * write their own), {@link org.tarpon.graph.GraphSimulator the event loop} in which values travel forward and derivatives
 * back, {@link org.tarpon.graph.NetworkGraph a network seen as such a graph}, and
 * {@link org.tarpon.graph.MessagePassing the rule} that learns by it.
 *
 * <p>It is the reference in which nothing is arranged in layers or matrices: one message for each edge and direction, in
 * double precision, in any order of arrival. What does not belong: anything fast.
 */
package org.tarpon.graph;
