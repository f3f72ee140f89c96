import { type ServiceError, status } from "@grpc/grpc-js";

/** A failure told to the engine, and by it to the person: a whole sentence, and the gRPC status that fits it. */
export class HostFailure extends Error {
  readonly code: status;

  constructor(message: string, code: status = status.FAILED_PRECONDITION) {
    super(message);
    this.name = "HostFailure";
    this.code = code;
  }
}

/** The gRPC error for whatever a handler threw: its message, without a stack. Unforeseen errors are INTERNAL. */
export function asServiceError(error: unknown): Partial<ServiceError> {
  if (error instanceof HostFailure) return { code: error.code, details: error.message };
  return { code: status.INTERNAL, details: `The language host failed: ${messageOf(error)}` };
}

/** What an unknown thrown value says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
