#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# runtime.sh TARGET VERSION: from the unpacked archive in TARGET, one that brings its own Java, and a Debian
# package of that. Prints the size of each.
set -e
target=$1
version=$2
name=nn-$version
for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*; do
  [ -n "$jdk" ] && [ -x "$jdk/bin/jlink" ] && grep -q 'JAVA_VERSION="2[5-9]' "$jdk/release" && break
done
[ -x "$jdk/bin/jlink" ] || { echo "no JDK 25 with jlink was found: set JAVA_HOME to one" >&2; exit 1; }
platform=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)

rm -rf "$target/image"
mkdir -p "$target/image"
tar -xzf "$target/$name.tar.gz" -C "$target/image"
image=$target/image/$name
# java.desktop reads and writes pictures and sound, jdk.localedata names days and months in all languages
"$jdk/bin/jlink" --add-modules java.se,jdk.unsupported,jdk.localedata,jdk.charsets,jdk.zipfs,jdk.crypto.ec,jdk.management \
  --strip-debug --no-man-pages --no-header-files --compress zip-6 --output "$image/runtime"
tar -czf "$target/$name-$platform.tar.gz" -C "$target/image" "$name"

command -v dpkg-deb >/dev/null || { echo "no dpkg-deb here: no Debian package was made" >&2; exit 0; }

# nn goes to /opt/nn; bin, the man page and completion are links
root=$target/deb
rm -rf "$root"
mkdir -p "$root/DEBIAN" "$root/opt" "$root/usr/bin" "$root/usr/share/man/man1" \
  "$root/usr/share/bash-completion/completions" "$root/usr/share/zsh/vendor-completions"
cp -r "$image" "$root/opt/nn"
ln -s /opt/nn/bin/nn "$root/usr/bin/nn"
gzip -9nc "$image/share/man/man1/nn.1" >"$root/usr/share/man/man1/nn.1.gz"
ln -s /opt/nn/share/bash-completion/completions/nn "$root/usr/share/bash-completion/completions/nn"
ln -s /opt/nn/share/zsh/site-functions/_nn "$root/usr/share/zsh/vendor-completions/_nn"
cat >"$root/DEBIAN/control" <<END
Package: nn
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: the authors of nn <nn@nnlang.org>
Installed-Size: $(du -sk "$root/opt" | cut -f1)
Depends: libc6
Section: science
Priority: optional
Description: a small language for neural nets
 A script defines a model, trains it and samples from it, on the CPU, with no Python anywhere.
END
dpkg-deb --root-owner-group --build -Zgzip "$root" "$target/nn_${version}_$(dpkg --print-architecture).deb" >/dev/null
ls -l "$target/$name-$platform.tar.gz" "$target"/nn_*.deb | awk '{printf "%s %d MB\n", $NF, $5 / 1e6}'
