/* eslint-disable no-control-regex -- terminals speak in control characters */
/** Ends of lines, moves, `ESC[…`, titles and links (`ESC]…`), strings of a device, short sequences; all else is text. */
export const tokens =
  /\r\n|[\n\r\b\t\v\f]|\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[PX^_][^\u001b]*\u001b\\|\u001b[ -/]+[0-~]|\u001b[0-Z\\`-~]|[^\n\r\b\t\v\f\u001b]+|\u001b/g;
/** The start of a sequence whose rest has not come yet. */
export const unfinished =
  /(?:\r|[\ud800-\udbff]|\u001b(?:\[[0-?]{0,100}|\][^\u0007\u001b]{0,1000}\u001b?|[PX^_][^\u001b]{0,1000}\u001b?|[ -/]{1,3})?)$/;
export const control = /[\u0000-\u001f\u007f-\u009f]/;
export const colours = /^\u001b\[[0-9;:]*m$/;
/** Whatever is more than lines and colours. */
export const moves = /[\r\b\v\f]|\u001b(?!\[[0-9;:]*m)/;
/* eslint-enable no-control-regex */
