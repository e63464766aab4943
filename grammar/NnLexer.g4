// SPDX-License-Identifier: Apache-2.0

// The words of nn. What is no word has a token of its own here (UNKNOWN, BAD_...), so the lexer never fails:
// org.nnlang.syntax.Lexing turns those tokens into messages; Layout decides which newlines end a statement.
lexer grammar NnLexer;

options { superClass = StringLexer; }

// Made by Layout: END where a statement ends, RECORD_OPEN for a '{' that begins a record, HOLE_CLOSE for a '}' that
// ends a hole in a string, LABEL for the name in f(name: 1), ELSE_IF for an 'else' before an 'if'.
tokens { END, RECORD_OPEN, HOLE_CLOSE, LABEL, ELSE_IF }

MODEL: 'model';
FORWARD: 'forward';
PARAM: 'param';
STATE: 'state';
FN: 'fn';
IF: 'if';
ELSE: 'else';
FOR: 'for';
IN: 'in';
WHILE: 'while';
BREAK: 'break';
CONTINUE: 'continue';
RETURN: 'return';
AND: 'and';
OR: 'or';
NOT: 'not';
TRUE: 'true';
FALSE: 'false';
NONE: 'none';
IMPORT: 'import';
AS: 'as';

LPAREN: '(';
RPAREN: ')';
LBRACKET: '[';
RBRACKET: ']';
LBRACE: '{' -> pushMode(DEFAULT_MODE);
RBRACE: '}' -> popMode;
COMMA: ',';
COLON: ':';
DOT: '.';
RANGE: '..';
ELLIPSIS: '...';
ARROW: '->';
ASSIGN: '=';
EQUAL: '==';
NOT_EQUAL: '!=';
LESS: '<';
LESS_EQUAL: '<=';
GREATER: '>';
GREATER_EQUAL: '>=';
COMPOSE: '>>';
PLUS: '+';
MINUS: '-';
STAR: '*';
SLASH: '/';
FLOOR: '//';
PERCENT: '%';
AT: '@';
POWER: '^';

INT: DIGITS;
FLOAT: DIGITS '.' DIGITS EXPONENT? | DIGITS EXPONENT;
BAD_NUMBER: DIGITS ('.' DIGITS)? EXPONENT? NAME_PART+;
fragment DIGITS: [0-9] ('_'? [0-9])*;
fragment EXPONENT: [eE] [+-]? DIGITS;

NAME: NAME_START NAME_PART*;
fragment NAME_START: [\p{L}_];
fragment NAME_PART: [\p{L}\p{M}\p{Nd}_];

TEXT_OPEN: '"""' -> pushMode(TEXT);
STRING_OPEN: '"' -> pushMode(STRING);

SEMICOLON: ';';
NEWLINE: '\r'? '\n' | '\r';
COMMENT: '#' ~[\r\n]* -> channel(HIDDEN);
SPACE: [ \t\f\p{Zs}\uFEFF]+ -> skip;

// Operators of other languages, each explained in Hints.
FOREIGN
  : '&&' | '||' | '===' | '!==' | '=>' | '|>' | ':=' | '<>' | '**' | '++' | '??' | '::'
  | '+=' | '-=' | '*=' | '/=' | '^=' | '%=' | '@=' | '//=' | '**='
  ;
SINGLE_QUOTED: '\'' ~['\r\n]* '\'';
UNKNOWN: .;

// "..." up to the end of the line.
mode STRING;
STRING_CLOSE: '"' -> popMode;
STRING_TEXT: ~["\\{\r\n]+;
ESCAPE: '\\' ([bstnfr"'\\{}] | [0-3]? [0-7]? [0-7] | 'u'+ HEX HEX HEX HEX);
BAD_ESCAPE: '\\' ~[\r\n] | '\\';
HOLE_OPEN: '{' -> pushMode(DEFAULT_MODE);
UNCLOSED_STRING: ('\r'? '\n' | '\r') -> popMode;
fragment HEX: [0-9a-fA-F];

// """...""" over any number of lines.
mode TEXT;
TEXT_CLOSE: '"""' -> type(STRING_CLOSE), popMode;
TEXT_RUN: ~["\\{]+ -> type(STRING_TEXT);
TEXT_QUOTE: '"' '"'? -> type(STRING_TEXT);
TEXT_ESCAPE: '\\' ([bstnfr"'\\{}] | [0-3]? [0-7]? [0-7] | 'u'+ HEX HEX HEX HEX) -> type(ESCAPE);
TEXT_JOIN: '\\' ('\r'? '\n' | '\r') -> type(ESCAPE);
TEXT_BAD_ESCAPE: ('\\' . | '\\') -> type(BAD_ESCAPE);
TEXT_HOLE: '{' -> type(HOLE_OPEN), pushMode(DEFAULT_MODE);

// What follows the ':' in a hole, as the '.3f' of {x:.3f}. Entered by StringLexer.
mode FORMAT_SPEC;
FORMAT: ~[}"\r\n]+ -> popMode;
FORMAT_NONE: '}' -> type(RBRACE), popMode, popMode;
UNCLOSED_HOLE: ["\r\n] -> popMode;
