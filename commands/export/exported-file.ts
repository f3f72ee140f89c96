/** A file as an export writes it. */
export interface ExportedFile {
  /** Path below the export's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}
