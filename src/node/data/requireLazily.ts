import { Module } from "node:module";

/**
 * Runs `load` while the named CommonJS modules stand in Node's cache as shells: their files are read only when a
 * property of theirs is first used. For packages that a dependency requires at its top and uses in a few methods.
 *
 * Only where every use is `shell.property`: a dependency that copies the module's properties while it loads would read
 * the file then, as before. Modules that are loaded already stay as they are.
 */
export function requireLazily<Loaded>(
  require: NodeJS.Require,
  files: readonly string[],
  load: () => Loaded,
): Loaded {
  const shells = new Map<string, NodeJS.Module>();
  for (const file of files) {
    if (require.cache[file] === undefined) shells.set(file, shellOf(require, file));
  }
  for (const [file, shell] of shells) require.cache[file] = shell;
  try {
    return load();
  } finally {
    // A shell that was used has made way for the module itself.
    for (const [file, shell] of shells)
      if (require.cache[file] === shell) delete require.cache[file];
  }
}

/** A module whose properties are those of the real one, which is read when the first is asked for. */
function shellOf(require: NodeJS.Require, file: string): NodeJS.Module {
  let loaded: object | undefined;
  const real = () => {
    if (require.cache[file] === shell) delete require.cache[file];
    return (loaded ??= require(file) as object);
  };
  const shell = new Module(file) as NodeJS.Module;
  shell.filename = file;
  shell.loaded = true;
  shell.exports = new Proxy(
    {},
    {
      get: (_, key) => Reflect.get(real(), key) as unknown,
      has: (_, key) => Reflect.has(real(), key),
    },
  );
  return shell;
}
