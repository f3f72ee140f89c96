import type { Report } from "./report.ts";
import { openReportFile } from "./report-file.ts";

/** The forms that a report is written in, by the name of their option. Each is loaded when somebody asks for it. */
const forms = {
  json: async () => (await import("./json.ts")).jsonReport,
  markdown: async () => (await import("./markdown.ts")).markdownReport,
  sarif: async () => (await import("./sarif.ts")).sarifLog,
  junit: async () => (await import("./junit.ts")).junitReport,
  html: async () => (await import("./html.ts")).htmlReport,
};

export type Form = keyof typeof forms;

/**
 * Opens the files that are asked for, by form, and gives what writes a report to all of them; what makes one is called
 * only where there is a file for it. Throws `BadInput` for one that cannot be written.
 */
export async function openForms(
  files: Readonly<Partial<Record<Form, string>>>,
): Promise<(report: Report | (() => Promise<Report>)) => Promise<void>> {
  const wanted = (Object.keys(forms) as Form[]).flatMap((form) => {
    const file = files[form];
    return file === undefined ? [] : [{ form, file }];
  });
  const opened = await Promise.all(
    wanted.map(async ({ form, file }) => ({ form, write: await openReportFile(`--${form}`, file) })),
  );
  return async (given) => {
    if (opened.length === 0) return;
    const report = typeof given === "function" ? await given() : given;
    for (const { form, write } of opened) await write(await (await forms[form]())(report));
  };
}
