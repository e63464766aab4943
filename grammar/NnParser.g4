// SPDX-License-Identifier: Apache-2.0

// The sentences of nn. Every choice is made by the next word, so that an error is found at the word that is wrong; where
// that would take two words, org.nnlang.syntax.Layout has marked the first (LABEL, ELSE_IF, RECORD_OPEN) or dropped it
// (a comma before a closing bracket, a newline that ends nothing). What the grammar lets through and the language does not
// (assignment to a call, a number as a parameter, ...) is refused while the tree is built, in better words than a grammar has (org.nnlang.syntax.TreeErrors).
parser grammar NnParser;

options { tokenVocab = NnLexer; superClass = DepthGuard; }

line: statement EOF;

block: LBRACE (statement (END statement)*)? RBRACE;

statement
  : expression (ASSIGN expression)?                         # simple
  | FN name parameters (ARROW shapeType)? body              # function
  | MODEL name parameters block                             # model
  | FORWARD parameters (ARROW shapeType)? body              # forward
  | kind = (PARAM | STATE) name ASSIGN expression           # weight
  | WHILE expression block                                  # while
  | FOR forTarget IN expression block                       # for
  | BREAK                                                   # break
  | CONTINUE                                                # continue
  | RETURN expression?                                      # return
  | IMPORT string (AS name)?                                # importing
  ;

body: ASSIGN expression | block;

forTarget: name | LBRACKET forTarget (COMMA forTarget)* RBRACKET;

parameters: LPAREN (parameter (COMMA parameter)*)? RPAREN;

parameter: (name | LABEL COLON shapeType) (ASSIGN expression)?;

shapeType: name? LBRACKET (dimension (COMMA dimension)*)? RBRACKET;

dimension: ELLIPSIS | expression;

// Loosest last; a prefix operator takes what binds tighter than itself.
expression
  : atom                                                                    # single
  | expression DOT word                                                     # member
  | expression LPAREN (argument (COMMA argument)*)? RPAREN                  # call
  | expression LBRACKET subscript (COMMA subscript)* RBRACKET               # index
  | <assoc = right> expression POWER expression                             # power
  | MINUS expression                                                        # negate
  | expression op = (STAR | SLASH | FLOOR | PERCENT | AT) expression        # arithmetic
  | expression op = (PLUS | MINUS) expression                               # arithmetic
  | expression RANGE expression                                             # range
  | expression COMPOSE expression                                           # compose
  | expression
    op = (EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL | IN)
    expression                                                              # compare
  | NOT expression                                                          # not
  | expression AND expression                                               # and
  | expression OR expression                                                # or
  | <assoc = right> expression ARROW expression                             # lambda
  ;

atom
  : INT                                                                     # int
  | FLOAT                                                                   # float
  | string                                                                  # text
  | value = (TRUE | FALSE | NONE)                                           # constant
  | NAME                                                                    # variable
  | LPAREN (parenItem (COMMA parenItem)*)? RPAREN                           # parens
  | LBRACKET (expression (COMMA expression)*)? RBRACKET                     # list
  | RECORD_OPEN field (COMMA field)* RBRACE                                 # record
  | block                                                                   # braces
  | IF expression block (ELSE_IF IF expression block)* (ELSE block)?        # if
  ;

// An expression in parentheses, or a lambda's parameter, which may have a default.
parenItem: expression (ASSIGN expression)?;

field: (word | string) COLON expression;

argument: (LABEL COLON)? expression;

subscript: COLON | ELLIPSIS | expression | expression? RANGE expression?;

string: (STRING_OPEN | TEXT_OPEN) (STRING_TEXT | ESCAPE | hole)* STRING_CLOSE;

hole: HOLE_OPEN expression (COLON FORMAT?)? HOLE_CLOSE;

name: NAME;

// Where no statement can begin, keywords are names too: r.state, {in: 4}.
word
  : NAME
  | MODEL | FORWARD | PARAM | STATE | FN | IF | ELSE | ELSE_IF | FOR | IN | WHILE | BREAK | CONTINUE | RETURN
  | AND | OR | NOT | TRUE | FALSE | NONE | IMPORT | AS
  ;
