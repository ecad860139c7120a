// Documents inside of scripts, also with the words that a vendor's own frame may use for its ends.
import { job, push, sh, step, story } from 'pipegen'

const documents = job({
  steps: [
    sh`
      cat << STEP >> "$TRACE"
      documents of $((1 + 1)) lines
      STEP
      cat << 'EOF' >> "$TRACE"
      documents say $HOME \`no\` \\ "quotes"
      EOF
      echo "documents one" >> "$TRACE"
    `,
    sh`
      cat << LAST > file.txt
      STEP
      EOT
      PIPEGEN
      END
      LAST
      echo "documents file $(wc -l < file.txt | tr -d ' ')" >> "$TRACE"
    `,
    sh`printf 'cat <<- END\n\t\tdocuments without tabs\n\tEND\n' > script; . ./script >> "$TRACE"`,
    sh`cat <<< "documents string" >> "$TRACE"`,
    step({
      shell: 'sh',
      run: sh`
        while read -r line; do echo "documents read $line" >> "$TRACE"; done << STEP
        a b
          c
        STEP
      `,
    }),
    sh`bash -s one two << 'SCRIPT' >> "$TRACE"
echo "documents inner $1 $2"
cat << DEEP
documents deep $#
DEEP
SCRIPT`,
    sh`diff <(echo a) <(echo a) && echo "documents alike" >> "$TRACE"`,
  ],
})

export default story({ name: 'heredocs', on: [push()], stages: { test: { documents } } })
