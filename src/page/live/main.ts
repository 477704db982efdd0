// The script of a live report: what every report has, and the cells.
import { startReader } from "../reader/startReader.js";
import { liveData } from "./liveData.js";
import { LivePage } from "./livePage.js";

const data = liveData();
const frame = document.getElementById("lossbook-frame");
if (data !== undefined && frame instanceof HTMLIFrameElement)
  new LivePage(data, frame, startReader);
else startReader();
