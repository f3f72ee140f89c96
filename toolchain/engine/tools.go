//go:build tools

// Package tools pins the Pulumi engine: go.mod and go.sum beside this file are the list of everything it is built from.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
