/**
 * The engine's protocol, from the stubs that `@pulumi/pulumi` ships. They are CommonJS whose names Node cannot see from
 * an ES module, hence default imports, gathered here once.
 */
import analyzerService from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import languageService from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";

export const { AnalyzerService } = analyzerService;
export const { AnalyzerHandshakeResponse, AnalyzerStackConfigureRequest } = analyzer;
export const { LanguageRuntimeService } = languageService;
export const {
  AboutResponse,
  DependencyInfo,
  GetProgramDependenciesResponse,
  GetRequiredPackagesResponse,
  InstallDependenciesResponse,
  LanguageHandshakeResponse,
  RunPluginResponse,
  RunResponse,
  RuntimeOptionsResponse,
  TemplateResponse,
} = language;
export const { PackageDependency, PackageParameterization, PluginInfo } = plugin;
export const { Empty } = empty;

/** The engine sends and takes messages of any size; so must everything in between. */
export const UNLIMITED_MESSAGES = {
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
} as const;
