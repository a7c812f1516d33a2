// What Swift sees of libcurl and libarchive, which are opened when something is fetched.
#ifndef CSILHOUETTETRANSFER_H
#define CSILHOUETTETRANSFER_H

#endif
