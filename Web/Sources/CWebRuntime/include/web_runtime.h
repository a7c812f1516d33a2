// The functions that compiled code expects of a C library are found by their names; Swift needs
// none of them declared.
