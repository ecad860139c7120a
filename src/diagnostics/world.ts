import { list, rule } from './rule.ts'

/** Findings of the command line: files, loading, drift. */
export const worldRules = {
  'no-story': rule<{ readonly looked: readonly string[] }>({
    severity: 'error',
    message: (p) => `no story found (looked for ${list(p.looked)})`,
    help: () => 'write one as ci.story.ts, or name the file: pipegen emit path/to/file.ts',
  }),
  'cannot-read': rule<{ readonly file: string; readonly why: string }>({
    severity: 'error',
    message: (p) => `cannot read ${p.file}: ${p.why}`,
  }),
  'cannot-write': rule<{ readonly file: string; readonly why: string }>({
    severity: 'error',
    message: (p) => `cannot write ${p.file}: ${p.why}; nothing was written`,
  }),
  'story-syntax': rule<{ readonly why: string }>({
    severity: 'error',
    message: (p) => p.why,
  }),
  'story-import': rule<{ readonly module: string }>({
    severity: 'error',
    message: (p) => `cannot find '${p.module}'`,
    help: (p) => (p.module.startsWith('.') ? 'is the path right?' : 'install it, or mend the name'),
  }),
  'story-throws': rule<{ readonly error: string }>({
    severity: 'error',
    message: (p) => `the story fails while it is read: ${p.error}`,
    help: () => 'a story only describes; what it calls at its top level must not fail',
  }),
  'story-endless': rule<{ readonly seconds: number }>({
    severity: 'error',
    message: (p) => `the story did not end within ${p.seconds} seconds`,
    help: () => 'a story only describes: is there an endless loop, or an await that never ends, at its top level?',
  }),
  'no-default-export': rule<{ readonly found: readonly string[] }>({
    severity: 'error',
    message: (p) =>
      p.found.length === 0
        ? 'the file exports no story'
        : `the file has no default export; it exports ${list(p.found)}`,
    help: () => 'end it with: export default story({ ... })',
  }),
  'wrong-export': rule<{ readonly found: string }>({
    severity: 'error',
    message: (p) => `the default export is ${p.found}, not a story`,
    help: () => 'write: export default story({ ... })',
  }),
  'foreign-file': rule<{ readonly file: string }>({
    severity: 'error',
    message: (p) => `${p.file} was not written by pipegen, so it is not overwritten`,
    help: () => 'move it away, or overwrite it with --force',
  }),
  'output-outside': rule<{ readonly file: string }>({
    severity: 'error',
    message: (p) => `${p.file} lies outside the repository`,
    help: () => 'choose a folder inside it: --out .',
  }),
  'output-clash': rule<{ readonly file: string; readonly stories: readonly string[] }>({
    severity: 'error',
    message: (p) => `${list(p.stories)} would both be written to ${p.file}`,
    help: () => 'rename one of the stories',
  }),
  'drift-changed': rule<{ readonly file: string; readonly command: string }>({
    severity: 'error',
    message: (p) => `${p.file} is not what the story says`,
    help: (p) => `run: ${p.command}`,
  }),
  'drift-missing': rule<{ readonly file: string; readonly command: string }>({
    severity: 'error',
    message: (p) => `${p.file} is missing`,
    help: (p) => `run: ${p.command}`,
  }),
  'drift-extra': rule<{ readonly file: string; readonly command: string }>({
    severity: 'error',
    message: (p) => `${p.file} was written by pipegen, and no story yields it any more`,
    help: (p) => `run: ${p.command}`,
  }),
  'drift-staged': rule<{ readonly file: string; readonly command: string }>({
    severity: 'error',
    message: (p) => `${p.file} is mended on disk but not staged`,
    help: (p) => `run: ${p.command}`,
  }),
  'needs-staging': rule<{ readonly file: string; readonly user: string; readonly command: string }>({
    severity: 'error',
    message: (p) => `${p.file} is on disk but not staged, and ${p.user} needs it`,
    help: (p) => `run: ${p.command}`,
  }),
  'in-conflict': rule<{ readonly file: string; readonly mend: string }>({
    severity: 'error',
    message: (p) => `${p.file} is in conflict: the index holds no single version of it to check`,
    help: (p) => p.mend,
  }),
  'types-wrong': rule<{ readonly message: string; readonly code: string }>({
    severity: 'error',
    message: (p) => `${p.message} (${p.code})`,
  }),
  'types-not-checked': rule<{ readonly why: string }>({
    severity: 'warning',
    message: (p) => `the types of the story were not checked: ${p.why}`,
    help: () => 'install it beside the story: npm install --save-dev typescript',
  }),
  'no-repository': rule<{ readonly why: string }>({
    severity: 'error',
    message: (p) => `there is no git index to check: ${p.why}`,
    help: () => 'run it inside a git repository, or without --staged',
  }),
  'git-failed': rule<{ readonly command: string; readonly why: string }>({
    severity: 'error',
    message: (p) => `${p.command} failed: ${p.why}`,
  }),
}
