// A job is exported instead of a story.
import { job, sh } from 'pipegen'

export default job({ steps: [sh`make test`] })
