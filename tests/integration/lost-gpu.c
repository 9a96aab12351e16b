/* A Vulkan driver that hands everything on to another (MOKE_VK_DRIVER, its library) until the file MOKE_VK_GONE is there:
   from then on the card is gone, as when it is unplugged or its driver restarts. */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEVICE_LOST (-4) /* VK_ERROR_DEVICE_LOST */

typedef void (*function)(void);
typedef function (*lookup)(void *, const char *);
typedef int (*submit)(void *, unsigned, const void *, void *);

static lookup of_device;
static submit queue_submit;

static void *driver(const char *name) {
  static void *library;
  if (!library) library = dlopen(getenv("MOKE_VK_DRIVER"), RTLD_NOW);
  return library ? dlsym(library, name) : 0;
}

static int queue_submit_or_lost(void *queue, unsigned count, const void *submits, void *fence) {
  const char *gone = getenv("MOKE_VK_GONE");
  return gone && access(gone, F_OK) == 0 ? DEVICE_LOST : queue_submit(queue, count, submits, fence);
}

static function device_function(void *device, const char *name) {
  function found = of_device(device, name);
  if (strcmp(name, "vkQueueSubmit") != 0) return found;
  queue_submit = (submit)found;
  return (function)queue_submit_or_lost;
}

function vk_icdGetInstanceProcAddr(void *instance, const char *name) {
  function found = ((lookup)driver("vk_icdGetInstanceProcAddr"))(instance, name);
  if (strcmp(name, "vkGetDeviceProcAddr") != 0) return found;
  of_device = (lookup)found;
  return (function)device_function;
}

int vk_icdNegotiateLoaderICDInterfaceVersion(unsigned *version) {
  return ((int (*)(unsigned *))driver("vk_icdNegotiateLoaderICDInterfaceVersion"))(version);
}
