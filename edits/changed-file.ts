/** A file of the register, before and after. */
export interface ChangedFile {
  readonly file: string;
  readonly before: string;
  readonly text: string;
}
