import { testMembership, testSensitivity } from "../learn/privacy/attacks.js";

testSensitivity(1000);
testMembership(2000);
