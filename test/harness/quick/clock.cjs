// Loaded before the program: a minute of its limits is three seconds.
const wait = globalThis.setTimeout
const { uptime } = process
globalThis.setTimeout = (call, time, ...rest) => wait(call, time >= 50_000 ? time / 20 : time, ...rest)
process.uptime = () => uptime.call(process) * 20
