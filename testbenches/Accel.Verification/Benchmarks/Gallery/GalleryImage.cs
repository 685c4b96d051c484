namespace Accel.Verification;

/// <summary>A run of a kernel of the gallery.</summary>
/// <param name="Memory">All cells before it.</param>
/// <param name="Expected">All cells after it, by a reference that knows nothing of the kernel.</param>
public sealed record GalleryImage(uint[] Memory, uint[] Expected);
