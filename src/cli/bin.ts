import { compiledMain } from './compiled-main.ts'
import { processIo } from './io.ts'
import { readSettled, settledPlace } from './settled.ts'
import { startBundles } from './start-bundles.ts'

const args = process.argv.slice(2)
const program = `${__dirname}/main.cjs`
const emits = args[0] === 'emit' && !args.includes('--')

// Mostly nothing has changed since the last run, and to see that takes less than to load the program.
function isSettled(): boolean {
  const io = processIo(!args.includes('--no-color'))
  const rest = args.slice(1).filter((arg) => arg !== '--no-color')
  const place = settledPlace(rest, io, program)
  const err = place === undefined ? undefined : readSettled(place)
  if (err === undefined) return false
  io.err(err)
  return true
}

if (emits && isSettled()) process.exit(0)
const started = emits ? startBundles(args, program) : new Map()
// A story may leave timers behind; what has to be said has been said by then.
const { main, startedBundles, keep } = compiledMain(__dirname, require)
for (const [file, bundle] of started) startedBundles.set(file, bundle)
process.on('exit', () => {
  for (const bundle of startedBundles.values()) bundle.drop()
})
main(args).then((code) => {
  // Of the commands that are run all day long, the compiled form is worth keeping.
  if (code < 2 && ['emit', 'check', 'run'].includes(args[0] ?? '')) keep()
  process.exit(code)
})
