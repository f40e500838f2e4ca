#ifndef CQRENCODE_SHIM_H
#define CQRENCODE_SHIM_H
#include <qrencode.h>

/* Nothing links to the library: it is opened when it is first needed, and what is called in it stands in a table. */
#define FUNCTIONS(each) \
  each(QRcode_encodeData) each(QRcode_free)

#define FIELD(name) __typeof__(&name) _Nonnull name;
typedef struct {
  FUNCTIONS(FIELD)
} QRFunctions;
#undef FIELD

/* The names of the functions in the order of the table; null at the end. */
#define NAME(name) #name,
static inline const char *_Nullable const *_Nonnull QRFunctionNames(void) {
  static const char *const names[] = {FUNCTIONS(NAME) 0};
  return names;
}
#undef NAME
#undef FUNCTIONS
#endif
