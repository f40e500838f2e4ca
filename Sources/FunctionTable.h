#ifndef FUNCTION_TABLE_H
#define FUNCTION_TABLE_H

/*
 * Nothing links to the library: it is opened when it is first needed, and what is called in it stands in a table.
 *
 * FUNCTION_TABLE(Zip, FUNCTIONS) makes of `#define FUNCTIONS(each) each(zip_open) each(zip_close)` the structure `ZipFunctions`, and
 * `ZipFunctionNames()`, the names of the functions in the order of the table with null at the end.
 */
#define FUNCTION_TABLE(library, functions) \
  typedef struct { \
    functions(FUNCTION_FIELD) \
  } library##Functions; \
  static inline const char *_Nullable const *_Nonnull library##FunctionNames(void) { \
    static const char *const names[] = {functions(FUNCTION_NAME) 0}; \
    return names; \
  }
#define FUNCTION_FIELD(name) __typeof__(&name) _Nonnull name;
#define FUNCTION_NAME(name) #name,
#endif
