import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  installKernel,
  kernelFolders,
  listKernels,
  uninstallKernel,
} from "../../../src/node/kernel/kernelSpecs.js";
import type { Machine } from "../../../src/node/kernel/kernelSpecs.js";

const linux: Machine = { platform: "linux", env: {}, home: "/home/ada" };

describe("kernelFolders", () => {
  it.each<[string, Machine, string[]]>([
    [
      "Linux",
      linux,
      [
        "/home/ada/.local/share/jupyter/kernels",
        "/usr/local/share/jupyter/kernels",
        "/usr/share/jupyter/kernels",
      ],
    ],
    [
      "Linux with JUPYTER_PATH, XDG_DATA_HOME and a virtual environment",
      {
        ...linux,
        env: { JUPYTER_PATH: "/a:/b", XDG_DATA_HOME: "/data", VIRTUAL_ENV: "/venv" },
      },
      [
        "/a/kernels",
        "/b/kernels",
        "/venv/share/jupyter/kernels",
        "/data/jupyter/kernels",
        "/usr/local/share/jupyter/kernels",
        "/usr/share/jupyter/kernels",
      ],
    ],
    [
      "Linux where the user's kernels are preferred",
      { ...linux, env: { VIRTUAL_ENV: "/venv", JUPYTER_PREFER_ENV_PATH: "0" } },
      [
        "/home/ada/.local/share/jupyter/kernels",
        "/venv/share/jupyter/kernels",
        "/usr/local/share/jupyter/kernels",
        "/usr/share/jupyter/kernels",
      ],
    ],
    [
      "macOS",
      { platform: "darwin", env: {}, home: "/Users/ada" },
      [
        "/Users/ada/Library/Jupyter/kernels",
        "/usr/local/share/jupyter/kernels",
        "/usr/share/jupyter/kernels",
      ],
    ],
    [
      "Windows",
      {
        platform: "win32",
        env: {
          APPDATA: "C:\\Users\\ada\\AppData\\Roaming",
          PROGRAMDATA: "C:\\ProgramData",
          JUPYTER_PATH: "D:\\one;D:\\two",
        },
        home: "C:\\Users\\ada",
      },
      [
        "D:\\one\\kernels",
        "D:\\two\\kernels",
        "C:\\Users\\ada\\AppData\\Roaming\\jupyter\\kernels",
        "C:\\ProgramData\\jupyter\\kernels",
      ],
    ],
    [
      "JUPYTER_DATA_DIR before all",
      { ...linux, env: { JUPYTER_DATA_DIR: "/mine" } },
      ["/mine/kernels", "/usr/local/share/jupyter/kernels", "/usr/share/jupyter/kernels"],
    ],
  ])("%s", (_name, machine, folders) => {
    expect(kernelFolders(machine)).toEqual(folders);
  });
});

describe("installing", () => {
  let home: string;
  let machine: Machine;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "lossbook-test-"));
    machine = { platform: "linux", env: { VIRTUAL_ENV: join(home, "venv") }, home };
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));
  const displayName = "TypeScript (lossbook)";

  it("writes absolute paths that exist, lists it and removes it", () => {
    const user = { kind: "user" } as const;
    const folder = installKernel({ place: user, name: "lossbook", displayName }, machine);
    expect(folder).toBe(join(home, ".local", "share", "jupyter", "kernels", "lossbook"));
    const spec = JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8")) as {
      argv: string[];
    };
    expect(spec).toMatchObject({ display_name: displayName, language: "typescript" });
    expect(spec.argv.at(-1)).toBe("{connection_file}");
    for (const path of spec.argv.slice(0, -1)) {
      expect(isAbsolute(path) && existsSync(path), path).toBe(true);
    }
    const ours = listKernels(machine).filter((found) => found.folder === folder);
    expect(ours).toEqual([
      { name: "lossbook", folder, displayName, language: "typescript", ours: true, hidden: false },
    ]);
    expect(uninstallKernel(user, "lossbook", machine)).toBe(folder);
    expect(existsSync(folder)).toBe(false);
    expect(() => uninstallKernel(user, "lossbook", machine)).toThrow(/there is no kernel lossbook/);
  });

  it("an environment's kernel hides the user's of the same name", () => {
    installKernel({ place: { kind: "user" }, name: "tslab", displayName }, machine);
    const first = installKernel(
      { place: { kind: "environment" }, name: "tslab", displayName },
      machine,
    );
    expect(first).toBe(join(home, "venv", "share", "jupyter", "kernels", "tslab"));
    const found = listKernels(machine).filter(({ folder }) => folder.startsWith(home));
    expect(found.map(({ hidden }) => hidden)).toEqual([false, true]);
  });

  it("leaves another's kernel alone and tells of broken ones", () => {
    const kernels = join(home, ".local", "share", "jupyter", "kernels");
    const write = (name: string, text: string): void => {
      mkdirSync(join(kernels, name), { recursive: true });
      writeFileSync(join(kernels, name, "kernel.json"), text);
    };
    write("python3", '{"argv":["python3"],"display_name":"Python 3","language":"python"}');
    write("broken", "{");
    write("moved", '{"argv":["/gone/node","/gone/node/kernel/launcher.js"],"display_name":"x"}');
    expect(() => uninstallKernel({ kind: "user" }, "python3", machine)).toThrow(
      /is not lossbook's \(Python 3\); it was left alone/,
    );
    const problems = listKernels(machine)
      .filter(({ folder }) => folder.startsWith(home))
      .map(({ name, problem }) => [name, problem?.replace(/: .*/, "")]);
    expect(problems).toEqual([
      ["broken", `${join(kernels, "broken", "kernel.json")} cannot be read`],
      ["moved", "/gone/node does not exist; install it again"],
      ["python3", undefined],
    ]);
  });

  it("refuses a name that is a path, and an environment that is none", () => {
    const install = (name: string) => () =>
      installKernel({ place: { kind: "user" }, name, displayName }, machine);
    expect(install("../x")).toThrow(/a kernel's name may have letters/);
    expect(install("")).toThrow(/a kernel's name may have letters/);
    const bare: Machine = { ...machine, env: {} };
    expect(() =>
      installKernel({ place: { kind: "environment" }, name: "x", displayName }, bare),
    ).toThrow(/no virtual environment is active/);
  });
});
