import { Document, isSeq, parseDocument, YAMLSeq } from "yaml";
import type { Deployment } from "../../model/schema/access.ts";

const newFile = "# yaml-language-server: $schema=../schemas/deployments.json\n";

/** Entries of the register's list of deployments, as they would stand there. */
export function deploymentsText(deployments: readonly Deployment[]): string {
  return new Document(deployments).toString({ lineWidth: 0 });
}

/** The text of `deployments.yaml` with more entries at its end; comments and what is there stay. Undefined is no file yet. */
export function withDeployments(text: string | undefined, added: readonly Deployment[]): string {
  const document = parseDocument(text ?? newFile);
  const list = isSeq(document.contents) ? document.contents : new YAMLSeq();
  // `[]` would go on in brackets.
  list.flow = false;
  for (const deployment of added) list.add(document.createNode(deployment));
  document.contents = list as typeof document.contents;
  return document.toString({ lineWidth: 0 });
}
