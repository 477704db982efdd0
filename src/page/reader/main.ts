// The script of every report that is not alive.
import { startReader } from "./startReader.js";

startReader();
