import fc from 'fast-check'
import { node } from 'pipegen'
import { hasShell, type RunnerShell } from './run-script.ts'

/** The shells of this machine that a runner may have. */
export const shells = (['bash', 'dash', 'busybox'] as const).filter(hasShell)
/** Where a job runs, so that its script meets a shell. */
export const where = (shell: RunnerShell) =>
  shell === 'bash' ? { tools: [node('24')] } : { image: 'registry.example.com/any:1', shell: 'sh' as const }

/** Texts that shells, YAML and vendors read as something else. */
export const nasty = fc.oneof(
  fc.constantFrom(
    '$',
    '$$',
    '$HOME',
    '${CI_JOB_TOKEN}',
    '%PATH%',
    '%%',
    '$[[ inputs.x ]]',
    '${{ x }}',
    'no',
    '1:30',
    '1_000',
    '0x1F',
    '~',
    '*',
    "it's",
    '"',
    '\\',
    '`id`',
    '$(id)',
    ' lead',
    'trail ',
    '#',
    '&a',
    '!x',
    '\n',
    'a\nb',
    'tab\t',
    'é💡',
    '- a: b',
  ),
  fc.string({ unit: fc.constantFrom(...`$%{}[]()'"\\\` \n:#&*!|>@,-ab1é`), maxLength: 12 }),
)
