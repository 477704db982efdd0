// Runs between the page's two policies: the frame made here copies the first, which lets its worker evaluate cells;
// the second, read after this script, takes that from the page itself.
declare const HOST_SCRIPT: string;

const frame = document.createElement("iframe");
frame.id = "lossbook-frame";
frame.hidden = true;
frame.title = "worker";
frame.setAttribute("sandbox", "allow-scripts");
frame.srcdoc = `<script>${HOST_SCRIPT}</script>`;
document.documentElement.append(frame);
