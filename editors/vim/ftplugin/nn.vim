" SPDX-License-Identifier: Apache-2.0
setlocal commentstring=#\ %s comments=:# shiftwidth=2 softtabstop=2 expandtab
let &l:formatprg = 'nn fmt -'
