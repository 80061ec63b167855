package org.example;

import org.tarpon.junit.ScenarioTest;
import org.tarpon.junit.ScenarioTests;

/** Every expectation of every scenario in the folder is a test. */
@ScenarioTest(value = "scenarios", threads = 1)
class ScenariosTest implements ScenarioTests {}
