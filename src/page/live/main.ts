// The script of a live report: what every report has, and the cells.
import { startReader } from "../reader/startReader.js";
import { liveData } from "./liveData.js";
import { livePage } from "./livePage.js";

const data = liveData();
const frame = document.getElementById("lossbook-frame");
if (data !== undefined && frame instanceof HTMLIFrameElement) livePage(data, frame, startReader);
else startReader();
