# SPDX-License-Identifier: Apache-2.0
# bash completion for nn: source it, or put it into ~/.local/share/bash-completion/completions
_nn() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  case $before in
    --seed | --threads | --memory | --max-steps | --max-nesting | --max-source | -e) return ;;
    help | explain) return ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "-e --help --seed --threads --memory --max-steps \
      --max-nesting --max-source --repeat --trace --check" -- "$word")
    return
  fi
  if [[ $COMP_CWORD -eq 1 ]]; then
    mapfile -t COMPREPLY < <(compgen -W "run check fmt help explain version" -- "$word")
  fi
  local name
  while IFS= read -r name; do
    if [[ -d $name ]]; then
      COMPREPLY+=("$name/")
    elif [[ $name == *.nn ]]; then
      COMPREPLY+=("$name")
    fi
  done < <(compgen -f -- "$word")
  [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace 2>/dev/null
}
complete -o filenames -F _nn nn
