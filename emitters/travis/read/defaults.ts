import { entryOf } from './context.ts'

/** What a language runs where the file does not say it: https://docs.travis-ci.com/user/languages/ */
export interface Defaults {
  readonly install: readonly string[]
  readonly script: readonly string[]
}

type Choice = readonly (readonly [test: string, command: string])[]

// The first whose test holds; the last one may have none.
function choose(...choices: Choice): string {
  const [first, ...more] = choices
  if (first === undefined) return ':'
  const lines = [`if ${first[0]}; then`, `  ${first[1]}`]
  for (const [test, command] of more) lines.push(test === '' ? 'else' : `elif ${test}; then`, `  ${command}`)
  return [...lines, 'fi'].join('\n')
}

const jvm: Defaults = {
  install: [
    choose(
      ['[ -f gradlew ]', './gradlew assemble'],
      ['[ -f build.gradle ]', 'gradle assemble'],
      ['[ -f mvnw ]', './mvnw install -DskipTests=true -Dmaven.javadoc.skip=true -B -V'],
      ['[ -f pom.xml ]', 'mvn install -DskipTests=true -Dmaven.javadoc.skip=true -B -V'],
    ),
  ],
  script: [
    choose(
      ['[ -f gradlew ]', './gradlew check'],
      ['[ -f build.gradle ]', 'gradle check'],
      ['[ -f mvnw ]', './mvnw test -B'],
      ['[ -f pom.xml ]', 'mvn test -B'],
      ['', 'ant test'],
    ),
  ],
}
const make: Defaults = { install: [], script: ['./configure && make && make test'] }

const byLanguage: Readonly<Record<string, Defaults>> = {
  node_js: {
    install: [
      choose(
        ['[ -f yarn.lock ]', 'yarn --frozen-lockfile'],
        ['[ -f package-lock.json ] || [ -f npm-shrinkwrap.json ]', 'npm ci'],
        ['[ -f package.json ]', 'npm install'],
      ),
    ],
    script: [choose(['[ -f yarn.lock ]', 'yarn test'], ['[ -f package.json ]', 'npm test'], ['', 'make test'])],
  },
  python: { install: [choose(['[ -f requirements.txt ]', 'pip install -r requirements.txt'])], script: [] },
  ruby: {
    install: [
      choose(
        ['[ -f "${BUNDLE_GEMFILE:-Gemfile}.lock" ]', 'bundle install --jobs=3 --retry=3 --deployment'],
        ['[ -f "${BUNDLE_GEMFILE:-Gemfile}" ]', 'bundle install --jobs=3 --retry=3'],
      ),
    ],
    script: [choose(['[ -f "${BUNDLE_GEMFILE:-Gemfile}" ]', 'bundle exec rake'], ['', 'rake'])],
  },
  go: {
    install: [choose(['[ ! -f Makefile ]', 'go get -t ./...'])],
    script: [choose(['[ -f Makefile ]', 'make'], ['', 'go test ./...'])],
  },
  php: { install: [], script: [choose(['[ -x vendor/bin/phpunit ]', 'vendor/bin/phpunit'], ['', 'phpunit'])] },
  java: jvm,
  groovy: jvm,
  kotlin: jvm,
  android: {
    install: [],
    script: [choose(['[ -f gradlew ]', './gradlew build connectedCheck'], ['', 'gradle build connectedCheck'])],
  },
  scala: {
    install: [],
    script: [
      choose(
        ['[ -d project ] || [ -f build.sbt ]', 'sbt test'],
        ['[ -f gradlew ]', './gradlew check'],
        ['', 'mvn test -B'],
      ),
    ],
  },
  clojure: { install: ['lein deps'], script: ['lein test'] },
  rust: { install: [], script: ['cargo build --verbose', 'cargo test --verbose'] },
  csharp: { install: [], script: [] },
  c: make,
  cpp: make,
  elixir: { install: ['mix local.rebar --force', 'mix local.hex --force', 'mix deps.get'], script: ['mix test'] },
  erlang: {
    install: [choose(['[ -f rebar.config ] && [ -f rebar ]', './rebar get-deps'])],
    script: [
      choose(
        ['[ -f rebar.config ] && [ -f rebar ]', './rebar compile && ./rebar skip_deps=true eunit'],
        ['[ -f rebar.config ]', 'rebar3 eunit'],
        ['', 'make test'],
      ),
    ],
  },
  perl: {
    install: ['cpanm --quiet --installdeps --notest .'],
    script: [
      choose(
        ['[ -f Build.PL ]', 'perl Build.PL && ./Build && ./Build test'],
        ['[ -f Makefile.PL ]', 'perl Makefile.PL && make test'],
        ['', 'make test'],
      ),
    ],
  },
  haskell: {
    install: ['cabal install --only-dependencies --enable-tests'],
    script: ['cabal configure --enable-tests && cabal build && cabal test'],
  },
  julia: {
    install: [],
    script: [
      'julia --color=yes -e "using Pkg; Pkg.build()"',
      'julia --check-bounds=yes --color=yes -e "using Pkg; Pkg.test(coverage=true)"',
    ],
  },
  crystal: { install: [choose(['[ -f shard.yml ]', 'shards install'])], script: ['crystal spec'] },
  dart: { install: [choose(['[ -f pubspec.yaml ]', 'pub get'])], script: ['pub run test'] },
  d: { install: [], script: ['dub test'] },
  r: {
    install: [`Rscript -e 'install.packages("remotes"); remotes::install_deps(dependencies = TRUE)'`],
    script: ['R CMD build .', 'R CMD check *.tar.gz --as-cran'],
  },
  nix: { install: [], script: ['nix-build'] },
}

/** The commands of a language for the phases that a file leaves to it. */
export function defaultsOf(language: string): Defaults {
  return entryOf(byLanguage, language) ?? { install: [], script: [] }
}
