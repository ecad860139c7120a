import { engineVersion } from '../src/engine-version.ts'
import type { Tool as IrTool } from '../src/ir.ts'
import type { Value } from './value.ts'

/** A toolchain by name and version. */
export interface Tool {
  readonly kind: 'tool'
  readonly name: IrTool['name']
  readonly version: Version
  readonly with: 'maven' | 'gradle' | null
}

type Version = string | number | Value<string> | Value<number> | Value<never>
type Known<V extends string> =
  | V
  | (string & Record<never, never>)
  | number
  | Value<string>
  | Value<number>
  | Value<never>

const tool = (name: IrTool['name'], version: Version, build: Tool['with'] = null): Tool => ({
  kind: 'tool',
  name,
  version,
  with: build,
})

/** Node.js with npm. @example tools: [node('24')] */
export function node(version: Known<'20' | '22' | '24' | '26'>): Tool {
  return tool('node', version)
}

/** Python with pip. @example tools: [python('3.13')] */
export function python(version: Known<'3.10' | '3.11' | '3.12' | '3.13' | '3.14'>): Tool {
  return tool('python', version)
}

/** Go. @example tools: [go('1.25')] */
export function go(version: Known<'1.24' | '1.25' | '1.26'>): Tool {
  return tool('go', version)
}

/** A Java development kit (Temurin), with Maven or Gradle if asked. @example tools: [java('21', { with: 'maven' })] */
export function java(version: Known<'17' | '21' | '25'>, spec: { readonly with?: 'maven' | 'gradle' } = {}): Tool {
  return tool('java', version, spec.with ?? null)
}

/** Rust with cargo. @example tools: [rust('1.91')] */
export function rust(version: Known<'1.90' | '1.91'>): Tool {
  return tool('rust', version)
}

/** Ruby with bundler. @example tools: [ruby('3.4')] */
export function ruby(version: Known<'3.3' | '3.4'>): Tool {
  return tool('ruby', version)
}

/** PHP with composer. @example tools: [php('8.4')] */
export function php(version: Known<'8.3' | '8.4'>): Tool {
  return tool('php', version)
}

/** The .NET SDK. @example tools: [dotnet('9.0')] */
export function dotnet(version: Known<'8.0' | '9.0' | '10.0'>): Tool {
  return tool('dotnet', version)
}

/** Deno. @example tools: [deno('2.5')] */
export function deno(version: Known<'2.4' | '2.5'>): Tool {
  return tool('deno', version)
}

/** Bun. @example tools: [bun('1.3')] */
export function bun(version: Known<'1.2' | '1.3'>): Tool {
  return tool('bun', version)
}

/** A container engine, for jobs that build or run images. @example tools: [docker()] */
export function docker(version: Known<'28'> = engineVersion): Tool {
  return tool('docker', version)
}
