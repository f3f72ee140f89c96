import { interruption } from "../../driver/interruption.ts";
import { printable } from "../../report/visible.ts";
import { explain } from "../explain.ts";
import { type JudgeOptions, judge } from "./judge.ts";
import { watch } from "./watch.ts";

/**
 * `judge --watch`: judges, and again at each save, until the user interrupts it. A register that cannot be read, as one that
 * is half saved, is told of like any other problem. Throws `Interrupted`.
 */
export async function keepJudging({ writeDay = false, ...options }: JudgeOptions): Promise<never> {
  const { signal, release } = interruption();
  let first = true;
  try {
    return await watch(
      options.register,
      async () => {
        if (process.stdout.isTTY) console.clear();
        try {
          await judge({ ...options, writeDay: writeDay && first });
        } catch (error) {
          console.error(printable(explain(error).message));
        }
        first = false;
        console.error("watching …");
      },
      signal,
    );
  } finally {
    release();
  }
}
