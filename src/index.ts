export { compileStory, isStory, type Setting } from '../dsl/compile.ts'
export { vendors } from '../emitters/index.ts'
export { checkCapabilities, type Verdict, verdicts } from './check.ts'
export {
  type Code,
  collect,
  type Diagnostic,
  hasErrors,
  type Params,
  type Report,
  rules,
  type Severity,
} from './diagnostics.ts'
export { annotate, type Document, plain, type TextFile, type Yaml, type YamlFile, type YamlMap } from './document.ts'
export { emitStories, type Output, print } from './emit.ts'
export { type Feature, type FeatureId, featureIds, featureOf, features, type Use } from './features.ts'
export { isOurs } from './header.ts'
export type { Job, Pipeline, Stage } from './ir.ts'
export type { Bundle } from './load/bundle.ts'
export { discoverStories } from './load/discover.ts'
export type { Loaded } from './load/load.ts'
export { type LoadOptions, loadStory } from './load/load-story.ts'
export { type Located, locate } from './load/locate.ts'
export { findRoot } from './load/root.ts'
export { inside, type Origin } from './origin.ts'
export { withRecipes } from './recipes.ts'
export type { Capabilities, Cell, Fault, Level, Vendor } from './vendor.ts'
export { printYaml } from './yaml.ts'
