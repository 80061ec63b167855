/**
 * The scenario file: its immutable, resolved form ({@link org.tarpon.scenario.Scenario}), strict reading with a
 * position for every problem ({@link org.tarpon.scenario.ScenarioReader}), and writing with every key explicit
 * ({@link org.tarpon.scenario.ScenarioWriter}).
 *
 * <p>Every key, with its default and range, is described in docs/reference.md, which like the schema ({@link
 * org.tarpon.scenario.ScenarioSchema}) is made of what readers ask for ({@code KeyListener}).
 *
 * <p>Text goes through {@code YamlText} (one safe document), {@code Overrides} (edits of the tree), {@code
 * Interpreter} and its readers (values by themselves), then {@code WiringCheck} and {@code Completion} (the network as a
 * whole). Asynchronous files have readers of their own, {@code CircuitReader} and {@code PhaseFreeReader}. Building or running anything does not belong here, nor does printing.
 */
package org.tarpon.scenario;
