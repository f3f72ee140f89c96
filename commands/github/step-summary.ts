import { appendFile, stat } from "node:fs/promises";

/** Bytes of a step's summary that GitHub shows; of a larger one it shows nothing. */
const largest = 1024 * 1024;

const cut = "\n\n_There is more; the whole report is among the artifacts of this run._\n";

/** Adds a report to the summary of the step. What is too long ends after its last line that fits. */
export async function addToSummary(file: string, report: string): Promise<void> {
  const there = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  await appendFile(file, fitting(report.endsWith("\n") ? report : `${report}\n`, largest - there));
}

/** The beginning of a text, in whole lines, so that it takes no more than some bytes. */
export function fitting(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const room = bytes - Buffer.byteLength(cut);
  const lines = text.split("\n");
  let size = 0;
  const kept = lines.findIndex((line) => {
    size += Buffer.byteLength(line) + 1;
    return size > room;
  });
  return room < 0 ? "" : `${lines.slice(0, kept).join("\n")}${cut}`;
}
