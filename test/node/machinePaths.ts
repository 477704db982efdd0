import { homedir, hostname, userInfo } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** What a text tells of the machine that it was made on: its folders, the user's name, the machine's. */
export function machinePaths(text: string): string[] {
  const names = [userInfo().username, hostname()].filter((name) => name.length > 3);
  const folders = [root, homedir(), process.cwd(), process.execPath].filter(
    (folder) => folder.length > 5,
  );
  const absolute = [
    ...text.matchAll(
      /(?:file:\/\/)?(?:[A-Z]:\\|\/(?:home|Users|root|work|tmp|usr|opt|var)\/)[^\s"'()]*/g,
    ),
  ];
  return [
    ...folders.filter((folder) => text.includes(folder)),
    ...names.filter((name) => new RegExp(`\\b${name}\\b`).test(text)),
    ...absolute.map(([path]) => path),
  ];
}
