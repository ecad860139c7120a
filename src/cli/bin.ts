import { compiledMain } from './compiled-main.ts'

// A story may leave timers behind; what has to be said has been said by then.
const { main, isPaced, keep } = compiledMain(__dirname, require)
const args = process.argv.slice(2)
main(args).then((code) => {
  // Of the commands that are run all day long, the compiled form is worth keeping.
  if (code < 2 && !isPaced() && (args[0] === 'emit' || args[0] === 'check')) keep()
  process.exit(code)
})
