// The script of a course's first page: what every page has, and what the reader did in the notebooks.
import { startReader } from "../reader/startReader.js";
import type { CourseData } from "./courseData.js";
import { showProgress } from "./showProgress.js";

startReader();
const data = JSON.parse(
  document.getElementById("lossbook-course")?.textContent ?? "null",
) as CourseData | null;
if (data !== null) showProgress(data);
