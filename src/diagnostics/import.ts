import { list, rule } from './rule.ts'

/** Findings of imports: what became of the parts of a vendor's files. */
export const importRules = {
  'import-unread': rule<{ readonly file: string; readonly why: string }>({
    severity: 'error',
    message: (p) => `${p.file} cannot be read: ${p.why}`,
    help: () => 'what stands there was left out of the story: mend the file and import it again',
  }),
  'import-raw': rule<{ readonly vendor: string; readonly address: string; readonly why: string }>({
    severity: 'note',
    message: (p) => `${p.address} is kept as ${p.vendor} writes it: ${p.why}`,
    help: () => 'the story holds it as a patch for that vendor alone; other vendors do without',
  }),
  'import-elsewhere': rule<{ readonly names: readonly string[] }>({
    severity: 'warning',
    message: (p) =>
      `what stands in ${list(p.names)} is not in the story: ${p.names.length === 1 ? 'it is' : 'these are'} not here`,
    help: () =>
      'a raw patch names it for the vendor that has it; other vendors do without, until the story says what it does',
  }),
  'import-lost': rule<{ readonly vendor: string; readonly address: string; readonly why: string }>({
    severity: 'warning',
    message: (p) => `${p.address} of the ${p.vendor} file is not in the story: ${p.why}`,
    help: () => 'add to the story what it did for you',
  }),
  'import-lost-safety': rule<{ readonly vendor: string; readonly address: string; readonly why: string }>({
    severity: 'error',
    message: (p) => `${p.address} of the ${p.vendor} file is not in the story: ${p.why}`,
    help: () => 'it decided what may run, or with which rights: settle that in the story before you use it',
  }),
  'import-passed-over': rule<{ readonly vendor: string; readonly address: string }>({
    severity: 'warning',
    message: (p) => `${p.address} of the ${p.vendor} file is not in the story: pipegen does not know it`,
    help: () => 'is the name right? What the vendor does with it has to be added to the story by hand',
  }),
  'import-approximate': rule<{
    readonly address: string
    readonly from: string
    readonly to: string
    readonly why: string
  }>({
    severity: 'warning',
    message: (p) => `${p.address} became '${p.to}', which is not quite '${p.from}': ${p.why}`,
  }),
  'import-as-is': rule<{ readonly what: string; readonly why: string; readonly instead?: string | undefined }>({
    severity: 'note',
    message: (p) => `${p.what} stays a step of its vendor: ${p.why}`,
    help: (p) => p.instead ?? 'for other vendors, add what they do instead as `otherwise`',
  }),
  'import-unfinished': rule<{ readonly what: string; readonly vendor: string; readonly until: string }>({
    severity: 'warning',
    message: (p) => `${p.what} is not written for ${p.vendor} yet: ${p.until}`,
    help: () => 'write it in the story, in place of the step that fails, and run pipegen emit',
  }),
  'import-vendor': rule<{ readonly file: string; readonly known: readonly string[] }>({
    severity: 'error',
    message: (p) => `${p.file} is no file of a vendor that pipegen reads`,
    help: (p) => `say whose it is: --from ${p.known.join('|')}`,
  }),
  'import-several': rule<{ readonly vendors: readonly string[]; readonly ids: readonly string[] }>({
    severity: 'error',
    message: (p) => `there are files of ${list(p.vendors)} here`,
    help: (p) => `say which to import: --from ${p.ids.join('|')}`,
  }),
  'import-exists': rule<{ readonly file: string }>({
    severity: 'error',
    message: (p) => `${p.file} is there already, and says something else`,
    help: () => 'move it away, or write over it with --force',
  }),
  'import-nothing': rule<{ readonly vendor: string; readonly looked: readonly string[] }>({
    severity: 'error',
    message: (p) => `there is nothing of ${p.vendor} here (looked for ${list(p.looked)})`,
    help: () => 'name the files: pipegen import FILE…',
  }),
  'import-differs': rule<{ readonly address: string; readonly was: string; readonly is: string }>({
    severity: 'warning',
    message: (p) => `written back, ${p.address} is ${p.is}, not ${p.was}`,
    help: () => 'the story says something else there than the file did: mend it by hand',
  }),
  'import-differs-safety': rule<{ readonly address: string; readonly was: string; readonly is: string }>({
    severity: 'error',
    message: (p) => `written back, ${p.address} is ${p.is}, not ${p.was}`,
    help: () => 'it decided what may run, or with which rights: settle that in the story before you use it',
  }),
} as const
