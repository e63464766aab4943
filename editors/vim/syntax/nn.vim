" SPDX-License-Identifier: Apache-2.0
" Vim syntax file of nn; its words are written by EditorFilesTest.
if exists("b:current_syntax")
  finish
endif
syntax keyword nnDefine fn forward model param state
syntax keyword nnControl as break continue else for if import in return while
syntax keyword nnLogic and not or
syntax keyword nnValue false none true
syntax match nnName /\.\@1<=\k\+/
syntax match nnArgument /\<\k\+\ze\s*:/
syntax keyword nnFunction abs accuracy acos activations adagrad adam adamw all any append arange arg argmax argmin argsort asin assert atan attention attention_weights audio avg_pool batch_norm batches beam binary_cross_entropy bool bpe bytes cast ceil chars chunk clip clock concat confusion constant conv1d conv2d conv_transpose1d conv_transpose2d copy cos cosh cosine count cross_entropy cross_validate csv cumprod cumsum dataset date det diagnose dropout eigh einsum elu embedding ends_with enumerate erf error evaluate evolution exp expand expm1 export eye filter find flatten flip float floor freeze full gather gelu gpt gpt2 grad graph group_norm gru hard_swish has hill_climb huber idx images inf int inv item jobs join json jsonl kaiming keys kl layer_norm leaky_relu len linear lines linspace lion list llama load log log1p log_softmax logsumexp lower lstm lstsq mae map matmul max max_pool maximum mean min minimum mish mlp mse mu_law mu_law_decode muon nonzero norm normal normalize numpy one_cycle one_hot ones pad params permute perplexity perturb pi play plot pow precision print prod quantize r2 rand randn random_search range read rearrange recall reduce relu repeat replace reshape residual resize resnet resume reversed rms_norm rmsprop rnn roll rope round sample save scatter scatter_add score seed selu sgd show shuffle sigmoid sign silu sin sinh softmax softplus solve sort sorted source spark split sqrt squeeze stack starts_with std step stop str sum summary svd tan tanh tensor text tile tokenizer topk trace train trained_range transpose tril trim triu type unfreeze unique unsqueeze update upper upsample value_and_grad values var wait watch weights where windows word write xavier zeros zip
" of the language of Vim as well
syntax match nnFunction /\<\%(contains\)\>/
syntax match nnNumber /\<\d[0-9_]*\(\.\d[0-9_]*\)\?\([eE][+-]\?\d\+\)\?/
syntax match nnComment /#.*$/ contains=@Spell
syntax match nnEscape /\\\(u{\x\+}\|u\x\{4}\|.\)/ contained
syntax region nnHole matchgroup=Delimiter start=/{/ end=/}/ contained contains=TOP
syntax region nnString start=/"/ end=/"/ oneline contains=nnEscape,nnHole
syntax region nnString start=/"""/ end=/"""/ contains=nnEscape,nnHole
highlight default link nnDefine StorageClass
highlight default link nnControl Statement
highlight default link nnLogic Operator
highlight default link nnValue Constant
highlight default link nnArgument Identifier
highlight default link nnFunction Function
highlight default link nnNumber Number
highlight default link nnComment Comment
highlight default link nnEscape SpecialChar
highlight default link nnString String
let b:current_syntax = "nn"
