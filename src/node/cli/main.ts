/** The `lossbook` command. */
export async function main(args: readonly string[]): Promise<void> {
  console.error(`lossbook: unknown command ${args[0] ?? ""}`);
  process.exitCode = 2;
}
