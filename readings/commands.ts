/**
 * The command that prints what an address answers. The token comes from the environment and is kept out of the list of
 * processes, which the header of a plain command would not be; curl knows `--variable` since 8.3.
 */
export function withToken(variable: string, header: string, url: string): string {
  return `curl --fail-with-body --silent --show-error --variable %${variable} --expand-header '${header} {{${variable}}}' '${url}'`;
}
